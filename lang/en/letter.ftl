# Letters about a measure, and acts that ask for little.

letters-heading = Letters
letters-we = We wrote
letters-late = Late
letters-open = Letters you can write now
letters-form = Letter
letters-to = To
letters-does = What follows
letters-or = or
letters-nobody = nobody in this network; it is put on record
letters-not-now = { $n ->
    [one] One letter cannot be written now
   *[other] { $n } letters cannot be written now
}
letters-if = Only if: { $what }
letters-after = Only after: { $what }
letters-ends = Settles: { $what }
letters-says = “{ $field }” is “{ $answer }”
letters-answered = “{ $field }” is answered

letter-over = Letter
letter-about = About
letter-follows = What follows when you send it
letter-enforcing = Which authority is asked
letter-enforcing-hint = Nobody was notified of this measure. The authority gets a full copy of it with this letter.
letter-leaves = signed letter “{ $form }”, with the answers that are for its reader
letter-button = Sign and send

consequence-acknowledge = Receipt is stated
    .help = Nothing else changes.
consequence-confirm = What is kept stays kept
    .help = It is kept until it is produced, if this comes in time.
consequence-contest = The measure rests
    .help = The law of another state stands against it, and the matter is reviewed.
consequence-decline = The measure ends
    .help = Who was asked does not do it, and needs no ground.
consequence-end = The measure ends
    .help = It need not be carried on.
consequence-enforce = Enforcement is asked for
    .help = The authority of the addressee’s state is asked to enforce the measure.
consequence-extend = A longer period runs
    .help = It counts only if it comes before the first period is over.
consequence-hold-for-request = What is kept stays kept
    .help = It is kept until the request that follows is decided.
consequence-impossible = The measure ends
    .help = It cannot be done, for good.
consequence-inform = The reader is told
    .help = Nothing else follows.
consequence-pass-on = The measure goes to another authority
    .help = It is competent in the same state and has the measure now.
consequence-perform = The measure is done
    .help = There is nothing to hand over.
consequence-postpone = The measure rests
    .help = It is recognized and will be executed later.
consequence-recognize = The measure is recognized
    .help = It will be executed.
consequence-resume = The measure goes on
    .help = What held it up is settled; the periods that asked for it run anew.
consequence-suspend = The measure rests
    .help = Something is missing or wrong, and the duty waits until that is cleared up.
consequence-undo = What was done is undone
    .help = The measure has no effect any more.
consequence-withdraw = The measure ends
    .help = It is taken back, everywhere.

plain-acts-heading = More
plain-heading-acknowledge = State receipt
plain-lead-acknowledge = You state that the order was received and when. Nothing else changes.
plain-button-acknowledge = Send: received
plain-letter-acknowledge = a signed letter that states receipt
plain-heading-complete = End the measure as complete
plain-lead-complete = You have what you asked for. Nothing can follow in this measure.
plain-button-complete = Complete
plain-heading-withdraw = Take the measure back
plain-lead-withdraw = Every recipient is told, and what was produced is recalled. You cannot take this back.
withdraw-why = Why
withdraw-why-hint = Every recipient reads it.
plain-button-withdraw = Send: withdrawn
plain-letter-withdraw = a signed letter that the measure is withdrawn
plain-heading-validate = Validate
plain-lead-validate = You validate the draft exactly as it stands above. Whoever changes it afterwards takes that away.
plain-button-validate = Validate this draft
plain-heading-countersign = Sign besides
plain-lead-countersign = The law asks for more than one signature. You sign the draft exactly as it stands above.
plain-button-countersign = Sign this draft
act-take = It has effect
act-decline = It has no effect
