from django.contrib import admin

from learning.models import GlossaryTerm


@admin.register(GlossaryTerm)
class GlossaryTermAdmin(admin.ModelAdmin):
    list_display = ["term", "other_forms", "explanation"]
    search_fields = ["term", "other_forms", "explanation"]
    prepopulated_fields = {"slug": ["term"]}
    fields = ["term", "slug", "other_forms", "explanation"]
