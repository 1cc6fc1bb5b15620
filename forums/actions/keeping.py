"""Photos and files of the documentation."""

from django.core.files.base import ContentFile
from django.db import transaction

from forums.models import Download, Forum, Photo
from myk10.images import Picture


@transaction.atomic
def add_photo(*, forum: Forum, picture: Picture, alt_text: str, position: int = 0) -> Photo:
    photo = Photo(forum=forum, alt_text=alt_text, position=position)
    put_picture(photo=photo, picture=picture)
    photo.full_clean()
    photo.save()
    return photo


def put_picture(*, photo: Photo, picture: Picture) -> None:
    """The cleaned picture into an unsaved photo."""
    photo.large, photo.small = picture.large, picture.small
    photo.width, photo.height = picture.width, picture.height


@transaction.atomic
def add_download(*, forum: Forum, title: str, file: ContentFile) -> Download:
    download = Download(forum=forum, title=title, file=file)
    download.full_clean()
    download.save()
    return download


@transaction.atomic
def remove(row: Photo | Download) -> None:
    """The row at once, its files once that is certain."""
    files = [row.large, row.small] if isinstance(row, Photo) else [row.file]
    row.delete()

    def remove_files() -> None:
        for file in files:
            file.storage.delete(str(file.name))

    transaction.on_commit(remove_files)
