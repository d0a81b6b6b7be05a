"""A file as proof of an entry."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from apps.achievements import attachments, proving
from apps.achievements.attachments import Attachment, Reason
from apps.achievements.forms.fields import one_line
from apps.achievements.models import Proof, ProofFile
from apps.users.forms import OwnedForm

TOO_LARGE = _("This file is larger than 5 MB. A smaller picture or a single page of it is often enough.")
REASONS: dict[Reason, StrPromise] = {
    Reason.EMPTY: _("This file is empty. Look at it on your device, and choose it again."),
    Reason.TOO_LARGE: TOO_LARGE,
    Reason.UNKNOWN: _(
        "This file is none of the kinds we keep, whatever its name says. Save it as a PDF or a picture (JPEG, PNG or "
        "WebP), as plain text (.txt), or as a document (DOCX without macros, ODT)."
    ),
    Reason.CUT_OFF: _("This file is cut off: its end is missing. Copy or download it once more, and choose it again."),
    Reason.BROKEN: _("This file is damaged: we could not read what it says it is. Save it afresh and choose it again."),
    Reason.BOMB: _("Unpacked, this document would be far too large. Save it as a PDF and choose that."),
}


class FileForm(OwnedForm[Proof]):
    """A file and what it shows; of one that is kept only the words can be changed."""

    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": attachments.ACCEPTED}),
        help_text=_(
            "PDF, picture (JPEG, PNG, WebP), plain text (.txt), or document (DOCX, ODT); at most 5 MB. Only you can "
            "get it back, as a download."
        ),
        error_messages={
            "required": _("Choose a file."),
            "invalid": _("We got no file. Choose it again."),
            "max_length": _("The name of this file is too long. Shorten it on your device and choose it again."),
        },
    )

    class Meta:
        model = Proof
        fields = ["label"]
        labels = {"label": _("What it shows")}

    field_order = ["file", "label"]

    def __init__(self, *args: Any, too_big: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.too_big = too_big  # for the site to read at all: then there is no file
        if not self.adding:
            del self.fields["file"]
        elif too_big:
            self.fields["file"].error_messages["required"] = str(TOO_LARGE)

    def clean_label(self) -> str:
        return one_line(self.cleaned_data["label"])

    def clean_file(self) -> Attachment:
        sent = self.cleaned_data["file"]
        if sent.size > attachments.MOST_BYTES:
            raise ValidationError(TOO_LARGE)
        try:
            return attachments.inspect(sent.name, sent.read())
        except attachments.Refused as refused:
            raise ValidationError(REASONS[refused.reason]) from None

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        attachment = self.cleaned_data.get("file")
        if attachment and self.already_saved is None:
            self._make_room(len(attachment.contents))
        return cleaned

    def _make_room(self, size: int) -> None:
        kept = ProofFile.objects.owned_by(self.owner)
        if kept.filter(proof__achievement=self.instance.achievement_id).count() >= attachments.MOST_OF_ONE_ENTRY:
            self.add_error(
                "file", _("This entry has 10 files already, which is as many as it can hold. Remove one first.")
            )
        elif kept.bytes_kept() + size > attachments.MOST_OF_ONE_PERSON:
            self.add_error(
                "file",
                _("With this one your files would take more than 100 MB. Remove some that you need no longer first."),
            )

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]  # Django's own hook, which the stubs leave out
        if self.errors and "file" in self.files and "file" not in self.errors:
            self.add_error("file", _("Choose the file again: a browser does not keep it when a page comes back."))

    def _says_more_than(self, saved: Proof) -> bool:
        sent, label = self.cleaned_data.get("file"), self.cleaned_data.get("label")
        kept = ProofFile.objects.owned_by(self.owner).filter(proof=saved).first()
        same = bool(kept and sent and bytes(kept.contents) == sent.contents)
        return not same or label != saved.label

    def save(self, commit: bool = True) -> Proof:
        """The proof and its file, together or not at all."""
        with transaction.atomic():
            proof = super().save(commit)
            if self.adding and self.already_saved is None:
                proving.attach(proof=proof, attachment=self.cleaned_data["file"])
        return proof
