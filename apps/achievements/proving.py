"""What changes the proof of an entry: its links, an attached file, and the word of somebody who was asked."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from apps.achievements.attachments import Attachment
from apps.achievements.models import Achievement, Proof, ProofFile, Witness
from apps.users.ownership import acting_as


def keep_links(*, achievement: Achievement, links: Mapping[str, str]) -> None:
    """Let the links of an entry be these, by address with what each shows; other kinds of proof stay as they are."""
    kept = achievement.proofs.filter(kind=Proof.Kind.LINK)
    known = {proof.url: proof for proof in kept}
    kept.exclude(url__in=links).delete()
    for url, label in links.items():
        proof = known.get(url) or Proof(owner=achievement.owner, achievement=achievement, url=url)
        if proof._state.adding or proof.label != label:
            proof.label = label
            proof.save()


def attach(*, proof: Proof, attachment: Attachment) -> ProofFile:
    """Put the bytes of a file behind its proof."""
    return ProofFile.objects.create(
        owner_id=proof.owner_id,
        proof=proof,
        name=attachment.name,
        media_type=attachment.media_type,
        size=len(attachment.contents),
        contents=attachment.contents,
    )


def answer_by_link(*, witness: Witness, answer: str, comment: str, may_show: bool) -> bool:
    """Keep what somebody without an account answered; False where the link has ended or was used a moment ago."""
    with acting_as(witness.owner):
        asked = Witness.objects.select_for_update().filter(pk=witness.pk).first()
        if asked is None or not asked.is_open:
            return False
        asked.answer, asked.comment = answer, comment
        asked.may_show = may_show and answer != Witness.Answer.DECLINED
        asked.answered_at = timezone.now()
        asked.save(update_fields=["answer", "comment", "may_show", "answered_at", "updated_at"])
    return True


@transaction.atomic
def accept(*, witness: Witness) -> Proof | None:
    """Take an answer as proof; it has the id of its witness, so that accepting twice makes one. None: there is none."""
    if not witness.is_acceptable or witness.answered_at is None:
        return None
    proof, _ = Proof.objects.get_or_create(
        pk=witness.pk,
        owner_id=witness.owner_id,
        defaults={
            "achievement_id": witness.achievement_id,
            "kind": Proof.Kind.WITNESS,
            "said_by": witness.name,
            "said_as": witness.relation,
            "said_on": timezone.localdate(witness.answered_at),
            "quote": witness.comment,
            "may_show": witness.may_show,
        },
    )
    return proof
