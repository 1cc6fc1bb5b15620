from django.contrib.contenttypes.models import ContentType
from django.db import models


class AboutQuerySet(models.QuerySet):
    def about(self, target: models.Model) -> "AboutQuerySet":
        return self.filter(
            content_type=ContentType.objects.get_for_model(target), object_id=target.pk
        )


class FlagQuerySet(AboutQuerySet):
    def open(self) -> "FlagQuerySet":
        return self.filter(state="open")


class ObjectionQuerySet(models.QuerySet):
    def open(self) -> "ObjectionQuerySet":
        return self.filter(state="open")
