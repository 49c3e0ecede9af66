import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from billing.enums import Item
from billing.queries import InvoiceQuerySet, PriceListQuerySet
from core.history import recorded
from core.violations import say


def _closed_range():
    return Func(
        F("valid_from"), F("valid_to"), models.Value("[]"), function="daterange", output_field=models.Field()
    )


@recorded
class PriceList(models.Model):
    """Prices of a period, both dates included. After its last day the newest holds on provisionally (BIL-1)."""

    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"))
    count_departure_day = models.BooleanField(_("the departure day is charged"), default=False)
    absence_percent = models.PositiveSmallIntegerField(
        _("absences are charged, in percent"), default=100, validators=[MaxValueValidator(100)]
    )
    hour_step_minutes = models.PositiveSmallIntegerField(
        _("hours are charged by started minutes"), default=15
    )

    objects = PriceListQuerySet.as_manager()

    class Meta:
        ordering = ["valid_from"]
        verbose_name = _("price list")
        constraints = [
            models.CheckConstraint(
                name="billing_prices_in_order",
                condition=Q(valid_to__gte=F("valid_from")),
                violation_error_message=_("A price list ends after it begins."),
            ),
            ExclusionConstraint(
                name="billing_one_price_list_at_a_time",
                expressions=[(_closed_range(), RangeOperators.OVERLAPS)],
                violation_error_message=_("There is already a price list for part of this period."),
            ),
        ]

    def __str__(self):
        return f"{self.valid_from}–{self.valid_to}"

    @property
    def day_rate(self):
        return next((price.amount for price in self.prices.all() if price.item == Item.DAY_RATE), None)


@recorded
class Price(models.Model):
    price_list = models.ForeignKey(PriceList, models.CASCADE, related_name="prices")
    item = models.CharField(_("item"), max_length=30, choices=Item)
    amount = models.DecimalField(_("price"), max_digits=12, decimal_places=2)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="billing_one_price_per_item",
                fields=["price_list", "item"],
                violation_error_message=_("The list already has a price for this item."),
            ),
            models.CheckConstraint(
                name="billing_price_not_negative",
                condition=Q(amount__gte=0),
                violation_error_message=_("A price is not below zero."),
            ),
        ]

    def __str__(self):
        return f"{self.item} {self.amount}"


say("billing_invoice_numbers_without_gaps", _("Invoice numbers run without gaps; this one is out of order."))
say(
    "billing_lines_add_up",
    _("The lines of an invoice add up to its total; an issued invoice gets no further line."),
)


@recorded
class Invoice(models.Model):
    """A month's invoice to a municipality. Once issued it never changes (BIL-8)."""

    number = models.PositiveIntegerField(_("invoice number"), unique=True)
    municipality = models.ForeignKey("municipalities.Municipality", models.PROTECT, related_name="invoices")
    month = models.DateField(_("month"))
    dated = models.DateField(_("dated"))
    due = models.DateField(_("due"))
    total = models.DecimalField(_("total"), max_digits=12, decimal_places=2)
    provisional = models.BooleanField(_("provisional prices"), default=False)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    document = models.OneToOneField("documents.Document", models.PROTECT, related_name="invoice")

    objects = InvoiceQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        verbose_name = _("invoice")
        constraints = [
            models.UniqueConstraint(
                name="billing_one_invoice_per_month",
                fields=["municipality", "month"],
                violation_error_message=_("This month is already invoiced to that municipality."),
            ),
            models.CheckConstraint(
                name="billing_due_after_date",
                condition=Q(due__gte=F("dated")),
                violation_error_message=_("An invoice is due after its date."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_changes", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="no_gaps",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                func="""
                    PERFORM pg_advisory_xact_lock(hashtext('billing_invoice'));
                    IF NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM billing_invoice) THEN
                        RAISE EXCEPTION 'invoice number % is out of order', NEW.number
                        USING ERRCODE = 'check_violation', CONSTRAINT = 'billing_invoice_numbers_without_gaps';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        return str(self.number)


@recorded
class InvoiceLine(models.Model):
    """Dates are both included. Quantity is in days or hours; what a line says never changes."""

    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="lines")
    position = models.PositiveIntegerField()
    item = models.CharField(max_length=30, choices=Item)
    placement = models.ForeignKey(
        "placements.Placement", models.PROTECT, null=True, related_name="invoice_lines"
    )
    unit = models.ForeignKey("units.Unit", models.PROTECT, null=True, related_name="+")
    begins = models.DateField()
    last = models.DateField()
    quantity = models.DecimalField(max_digits=9, decimal_places=2)
    unit_price = models.DecimalField(max_digits=12, decimal_places=2)
    amount = models.DecimalField(max_digits=12, decimal_places=2)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(name="billing_line_position_once", fields=["invoice", "position"]),
            models.CheckConstraint(name="billing_line_dates_in_order", condition=Q(last__gte=F("begins"))),
        ]
        triggers = [
            pgtrigger.Protect(name="never_changes", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="add_up",
                operation=pgtrigger.Insert,
                when=pgtrigger.After,
                timing=pgtrigger.Deferred,
                func="""
                    IF (SELECT total FROM billing_invoice WHERE id = NEW.invoice_id) <>
                       (SELECT sum(amount) FROM billing_invoiceline WHERE invoice_id = NEW.invoice_id) THEN
                        RAISE EXCEPTION 'the lines of invoice % do not add up to its total', NEW.invoice_id
                        USING ERRCODE = 'check_violation', CONSTRAINT = 'billing_lines_add_up';
                    END IF;
                    RETURN NULL;
                """,
            ),
        ]

    def __str__(self):
        return f"{self.invoice_id}:{self.position}"

    @property
    def child(self):
        return self.placement.child
