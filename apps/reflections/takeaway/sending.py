"""A file of any size that somebody sends: written to a file without a name, which is gone with the request."""

from __future__ import annotations

import io
import tempfile
from typing import IO, Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

from apps.reflections.takeaway.reading import LARGEST

IN_MEMORY = 4 * 1024 * 1024  # bytes


class ToNameless(FileUploadHandler):
    """Takes the first file up to the largest size; what is beyond is not read."""

    def __init__(self) -> None:
        super().__init__()
        self._file: IO[bytes] = io.BytesIO()
        self._length = 0
        self.is_too_large = False

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  # lives as long as the request

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._length += len(raw_data)
        if self._length > LARGEST:
            self.is_too_large = True
            self._file.close()
            raise StopUpload(connection_reset=False)
        self._file.write(raw_data)

    def upload_interrupted(self) -> None:
        self._file.close()

    def file_complete(self, file_size: int) -> UploadedFile[bytes]:
        self._file.seek(0)
        return UploadedFile(
            file=self._file, name=self.file_name, content_type=self.content_type, size=file_size, charset=self.charset
        )
