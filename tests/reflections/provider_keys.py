"""The keys with which two providers sign in the tests, under anymail's names."""

KEYS = {"MAILGUN_WEBHOOK_SIGNING_KEY": "key-of-mailgun", "MAILERSEND_SIGNING_SECRET": "secret-of-mailersend"}
