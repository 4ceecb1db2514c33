# Refusals: `problem-CODE` is the sentence, its `.help` says what to do.

problem-over = This was not done
problem-other = This could not be done
problem-code = Code
problem-cite = The law
problem-you-are = You act as
problem-competent = Competent by law
problem-blocked = Because of
problem-allowed = You could ask for
problem-opens-at = Lawful from
problem-from = Applies from
problem-ground = Ground
problem-nothing-done = Nothing was changed
problem-nothing-done-body = The attempt is recorded; no letter left this node and no text was lost.
problem-back = Go back
problem-to-desk = To the desk

not-found-title = There is nothing here that you may see
not-found-body = It does not exist, or you take no part in it. Both look the same from here.
