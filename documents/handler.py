from io import BytesIO

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from documents.uploads import MOST_BYTES


class InMemory(FileUploadHandler):
    """Nothing from outside touches a disk. Of a file that is too large one byte too many is kept to know it by:
    the rest is read and forgotten, so that the form around it arrives."""

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.kept = BytesIO()

    def receive_data_chunk(self, raw_data, start):
        self.kept.write(raw_data[: max(0, MOST_BYTES + 1 - start)])

    def file_complete(self, file_size):
        size = self.kept.tell()
        self.kept.seek(0)
        about = (
            self.field_name,
            self.file_name,
            self.content_type,
            size,
            self.charset,
            self.content_type_extra,
        )
        return InMemoryUploadedFile(self.kept, *about)
