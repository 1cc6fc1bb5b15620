from django.urls import path

from strategy.views import consultation, remarks, synopsis

urlpatterns = [
    path("<slug:slug>/synopse/", synopsis.page, name="synopsis"),
    path("<slug:slug>/synopse.csv", synopsis.csv, name="synopsis_csv"),
    path("<slug:slug>/synopse.pdf", synopsis.pdf, name="synopsis_pdf"),
    path("<slug:slug>/anmerkungen/", remarks.remarks, name="remarks"),
    path("<slug:slug>/anmerkungen/<slug:number>/", remarks.remark, name="remark"),
    path(
        "<slug:slug>/anmerkungen/<slug:number>/unterstuetzen/",
        consultation.support,
        name="remark_support",
    ),
    path(
        "<slug:slug>/anmerkungen/<slug:number>/zuruecknehmen/",
        consultation.withdraw,
        name="remark_withdraw",
    ),
    path("<slug:slug>/<slug:key>/anmerkungen/", remarks.section_remarks, name="section_remarks"),
    path("<slug:slug>/<slug:key>/einschaetzung/", consultation.stance, name="stance"),
]
