"""An SMTP server in a process of its own: it keeps what it accepts in a folder, and behaves as a file there says.

    python -m tests.reflections.sink FOLDER [plain]

announces PIPELINING, as most do, unless it is a plain one, and prints its port. FOLDER/mode holds one of: accept,
refuse_sender (550 to MAIL), closing (421 to MAIL, and hangs up), later (451 to RCPT), refuse (550 to RCPT), later_data
(451 to the text), refuse_data (554 to the text), cut (takes the text, loses it, and hangs up without a word), drop
(takes the text, keeps it, and hangs up without a word), hang_before (never answers RCPT), hang_after (takes the text,
keeps it, and never answers). Whom it refused for good is in FOLDER/refused, a line each.
"""

import asyncio
import sys
import uuid
from pathlib import Path

from aiosmtpd.smtp import SMTP

FOLDER = Path(sys.argv[1])


class Keep:
    """Writes each message to a file."""

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        session.host_name = hostname
        return responses if sys.argv[2:] == ["plain"] else [responses[0], "250-PIPELINING", *responses[1:]]

    async def handle_MAIL(self, server, session, envelope, address, options):
        if mode() == "refuse_sender":
            return "550 5.7.1 Not from you"
        if mode() == "closing":
            asyncio.get_running_loop().call_later(0.05, server.transport.close)
            return "421 4.3.2 Going down"
        envelope.mail_from, envelope.mail_options = address, options
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if mode() == "hang_before":
            (FOLDER / "hangs").touch()
            await asyncio.sleep(600)
        answer = {"later": "451 4.7.1 Come back later", "refuse": "550 5.1.1 No such person"}.get(mode(), "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return noted(answer, address)

    async def handle_DATA(self, server, session, envelope):
        now = mode()  # it may change meanwhile
        answer = {"later_data": "451 4.3.0 Busy", "refuse_data": "554 5.7.1 Not this"}.get(now, "250 Kept")
        if answer.startswith("250") and now != "cut":
            (FOLDER / f"{uuid.uuid4().hex}.eml").write_bytes(
                f"X-Envelope: {envelope.mail_from} {' '.join(envelope.rcpt_tos)}\r\n".encode() + envelope.content
            )
        if now == "hang_after":
            (FOLDER / "hangs").touch()
            await asyncio.sleep(600)
        if now in ("cut", "drop"):
            server.transport.abort()
        return noted(answer, *envelope.rcpt_tos)


def mode() -> str:
    return (FOLDER / "mode").read_text()


def noted(answer: str, *recipients: str) -> str:
    """The same answer; one for good is written down before it is given."""
    if answer.startswith("5"):
        with (FOLDER / "refused").open("a") as refused:
            refused.writelines(f"{recipient}\n" for recipient in recipients)
    return answer


async def main() -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(Keep(), hostname="sink"), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
