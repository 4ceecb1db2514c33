# The yearly figures.

statistics-title = Figures of { $year }
statistics-lead = Counted from what happened to the measures of this member, by the civil year of what happened. A measure counts once in all; one that asks for several categories of data stands in the row of each.
statistics-years = Other years
statistics-empty = There is nothing to count: this member has no measure and no note under an act that asks for figures.
statistics-figure = Figure
statistics-number = Number
statistics-mean = Mean time
statistics-median = Median time
statistics-all = in all
statistics-not-said = kept nowhere
dimension-addressee = Addressee
dimension-data_type = Data
dimension-emergency = Emergency
dimension-ground = Ground
dimension-issuing_state = Issuing state
dimension-kind = Measure
