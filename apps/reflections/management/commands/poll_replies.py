"""`manage.py poll_replies`: take in replies from the mailbox now."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from apps.reflections import mailbox


class Command(BaseCommand):
    """Takes in replies from the mailbox that IMAP_URL names; a worker makes answers of them."""

    help = "Take in replies to the weekly e-mail from the mailbox that IMAP_URL names."

    def handle(self, **_: Any) -> None:
        """Poll once and say how many came."""
        if not settings.IMAP_URL:
            raise CommandError("Set IMAP_URL, such as imaps://user:password@mail.example/INBOX, and REPLY_ADDRESS.")
        try:
            count = mailbox.poll(settings.IMAP_URL)
        except mailbox.Unreachable as error:
            raise CommandError(f"The mailbox could not be read. {error}") from error
        self.stdout.write(f"{count} taken in.")
