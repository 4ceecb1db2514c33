//! Instruments as data: typed rules, calendars, clocks, defects. Pure.
