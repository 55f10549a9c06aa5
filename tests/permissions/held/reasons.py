"""Why nothing is marked of a model that has states, or of one of its states: `app.Model`, or `app.Model:state`."""

REASONS = {
    # open to everybody in every state: each field stands in the class of open ones
    "posts.Post": "A post is public in every state: whom to write to.",
    "organisations.SamePair": "Two public organisations and a number; nobody writes words.",
    "regulation.FunctionLink": "A duty and a point of a public document; nobody writes words.",
    "regulation.Obligation": "Its reason is for everybody to read in every state; the note of its plan is marked with the plan.",
    "regulation.Finding": "Contradictions, with their reasons and answers, are public in every state.",
    "practices.Proposal": "The answer to a proposal of a public card is open in every state.",
    # a state without words
    "effects.Check:due": "Nobody has answered yet.",
    "effects.Check:unanswered": "Nobody has answered; time brings it.",
    "effects.Check:lapsed": "Only a question that nobody has answered falls away.",
    "practices.Review:asked": "Nobody has answered yet.",
    # the words are another's
    "notices.Letter": "The words are those of its notice, which is shown to its recipient whatever became of the letter.",
}
