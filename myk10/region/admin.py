from django.contrib import admin

from myk10.region.models import FieldOfAction, Municipality


@admin.register(Municipality)
class MunicipalityAdmin(admin.ModelAdmin):
    list_display = ["name", "kind", "seat", "inhabitants", "inhabitants_year"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(FieldOfAction)
class FieldOfActionAdmin(admin.ModelAdmin):
    list_display = ["name", "position"]
    prepopulated_fields = {"slug": ["name"]}
