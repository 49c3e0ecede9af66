from django.urls import path, register_converter

from billing import views
from core.periods import Month


class MonthInAddress:
    regex = r"20\d\d-\d\d"
    to_python = staticmethod(Month.parse)
    to_url = staticmethod(str)


register_converter(MonthInAddress, "month")

app_name = "billing"
urlpatterns = [
    path("", views.months, name="months"),
    path("invoices/", views.invoices, name="invoices"),
    path("invoices/<int:number>/", views.invoice, name="invoice"),
    path("prices/", views.prices, name="prices"),
    path("prices/<int:pk>/", views.price_list, name="price_list"),
    path("<month:month>/", views.preview, name="preview"),
    path("<month:month>/issue/", views.issue, name="issue"),
]
