"""The accounts of the demo. The people in it are invented."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from myk10.accounts.models import User
from myk10.region.models import Municipality

PASSWORD = "myk10-demo"  # noqa: S105


@dataclass(frozen=True)
class Account:
    email: str
    display_name: str
    role: str
    municipality: str = ""
    is_staff: bool = False
    is_superuser: bool = False


ACCOUNTS = [
    Account("buergerin@demo.example", "Lena aus Mayen", "Bürgerin", "mayen"),
    Account("buerger@demo.example", "Karim Yilmaz", "Bürger", "andernach"),
    Account("ag-leitung@demo.example", "Petra Adams", "Leitung einer Arbeitsgruppe", "maifeld"),
    Account("mitglied@demo.example", "Jonas Weiler", "Mitglied einer Arbeitsgruppe", "pellenz"),
    Account(
        "lenkungsgruppe@demo.example", "Dr. Ute Brohl", "Mitglied der Lenkungsgruppe", "bendorf"
    ),
    Account("jury@demo.example", "Martin Kessel", "Jurymitglied", "vallendar"),
    Account("projektbuero@demo.example", "Projektbüro", "Projektbüro (Verwaltung)", is_staff=True),
    Account(
        "admin@demo.example", "Betrieb", "Betrieb (alle Rechte)", is_staff=True, is_superuser=True
    ),
]


def exists() -> bool:
    return User.objects.by_email(ACCOUNTS[0].email).exists()


def create() -> None:
    municipalities = {place.slug: place for place in Municipality.objects.all()}
    password = make_password(PASSWORD)  # slow on purpose: once is enough for accounts that share it
    for account in ACCOUNTS:
        user = User.objects.create(
            email=account.email,
            password=password,
            display_name=account.display_name,
            municipality=municipalities.get(account.municipality),
            is_staff=account.is_staff,
            is_superuser=account.is_superuser,
        )
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
