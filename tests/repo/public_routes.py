"""Routes that a visitor may open without signing in. Everything else must send a visitor away (see test_routes.py)."""

# Surfaces that are for everybody: reading is free, anything sent in is still guarded.
OPEN_SURFACES = ("public:",)

OPEN = {
    "health",
    # oversight is public, but for who looked at what
    "watch:home",
    "watch:flow_csv",
    "watch:conservation",
    "watch:conservation_csv",
    "watch:gaps",
    "watch:gaps_csv",
    "watch:vacancies",
    "watch:vacancies_csv",
    # coverage and contradictions are public; what is done about them is not
    "watch:coverage",
    "watch:coverage_csv",
    "watch:workload_csv",
    "watch:weak_csv",
    "watch:contradictions",
    "watch:contradictions_csv",
    "watch:contradiction",
    "watch:same",
    "watch:same_csv",
    "watch:memory",
    "watch:repeats_csv",
    "watch:synergy",
    "watch:synergy_csv",
    "watch:proposal",
    # changes of officials in figures, and the public part of a post's timeline
    "handovers:figures",
    "handovers:figures_csv",
    "handovers:unfinished_csv",
    "handovers:post_history",
    "handovers:post_history_csv",
    "ready",
    "root",
    "robots",
    "sitemap",
    "security",
    "style",
    # signing in, and what may be done before it
    "account_login",
    "account_signup",
    "account_logout",
    "account_inactive",
    "account_email_verification_sent",
    "account_confirm_email",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "mfa_login_webauthn",
    # from a letter, or pasted into a calendar program: the token in the address is the proof
    "unsubscribe",
    "duties_feed",
}

# Routes of the open surfaces that take what a visitor sends.
OPEN_TO_SENDING = {"public:verify_receipt"}
