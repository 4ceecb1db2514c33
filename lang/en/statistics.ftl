# The yearly figures.

statistics-title = Figures of { $year }
statistics-lead = Counted from what happened to the measures of this member, and from what its officers noted, by the civil year of what happened. A measure counts once in all; one that asks for several categories of data stands in the row of each.
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

# What officers note for them.

statistics-to-notes = What was noted for these figures, and noting more

notes-title = Noted for { $year }
notes-step = Notes
notes-lead = What no measure says, officers note: remedies, costs, complaints, penalties. The figures count it in the year in which it happened. A note is never changed; who was wrong strikes it and notes it again.
notes-noted = What happened
notes-pages = Pages of this list
notes-later = Later
notes-earlier = Earlier
notes-empty = Nothing is noted for this year.
notes-figures = Note something
notes-figures-lead = These figures are noted. All others are counted by the node itself, from what happened to its measures.

note-counter = Counted under
note-took = How long it took
note-noted = Noted
note-struck = Struck
note-struck-at = Struck

occurrence-title = Note: { $figure } ({ $cite })
occurrence-lead = Note only what is on file, and each thing once. What you note stays readable here, also when it is struck later.
occurrence-n = How many
occurrence-n-hint = A whole number, at most { $n }. All that is noted together must be alike in every answer below.
occurrence-happened-on = Day it happened
occurrence-happened-on-hint = The figures count it in the year of this day.
occurrence-happened-at = When it happened
occurrence-happened-at-hint = The end of the time that is counted, with the offset: 2027-03-08T16:30:00+01:00. The figures count it in the year of this instant.
occurrence-began-at = When it began
occurrence-began-at-hint = The beginning of the time that is counted, with the offset: 2027-03-01T10:00:00+01:00.
occurrence-told-apart = Told apart by
occurrence-amount = Amount
occurrence-amount-hint = With its currency: 120.50 EUR.
occurrence-on-file = Where it is on file
occurrence-on-file-hint = The court or the office, and its file number. Never the name of a person.
occurrence-button = Note it

unfit-amount = the amount must be more than nothing
unfit-began-at = it cannot begin after it happened
unfit-happened-at = this has not happened yet
unfit-n = this number cannot be noted
unfit-told-apart = the law tells it apart by other words

strike-heading = Strike this note
strike-lead = The figures forget it at once. The note stays readable here, with your reason. It cannot be brought back: note it again if it was right.
strike-why = Why it is struck
strike-why-hint = What was wrong with it. Never the name of a person.
strike-button = Strike the note

statistics-recalls = Copies asked back
statistics-recalls-asked = Recipients asked to destroy a copy
statistics-recalls-confirmed = Confirmed in time
statistics-recalls-unconfirmed = Not confirmed in time
statistics-recalls-failed = Not destroyed: held, kept, or the letter not taken
statistics-recalls-late = Of these last two, confirmed later
statistics-recalls-open = Still open
