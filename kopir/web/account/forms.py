"""The sign-in library's forms, with our labels and hints and without placeholders, which vanish as one types."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as factor
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

EMAIL = _("E-mail")
PASSWORD = _("Password")
NEW_PASSWORD = _("New password")
AGAIN = _("The same password again")
CODE = _("Code")
SIX_DIGITS = _("Six digits from the app on your phone.")
CODE_OR_SPARE = _("Six digits from the app on your phone, or one of your recovery codes.")
PASSKEY = _("Passkey")
NOT_USED = _("The passkey was not used. You can try again or choose another way.")
KEY_NAME = _("What shall this passkey be called?")


class Plain:
    """`labels` and `hints` by field name."""

    labels: ClassVar[dict[str, Any]] = {}
    hints: ClassVar[dict[str, Any]] = {}
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label or "")
            field.help_text = self.hints.get(name, field.help_text)
        if "code" in self.fields:
            self.fields["code"].widget.attrs["inputmode"] = "numeric"


class Login(Plain, account.LoginForm):
    labels: ClassVar = {"login": EMAIL, "password": PASSWORD, "remember": _("Keep me signed in on this device")}


class Signup(Plain, account.SignupForm):
    labels: ClassVar = {"email": EMAIL, "password1": PASSWORD, "password2": AGAIN}
    hints: ClassVar = {
        "name": _("As colleagues call you. Others see your post or your organisation; your name only those you deal with."),
        "email": _("We will send a letter to it to confirm that it is yours."),
    }
    field_order: ClassVar = ["name", "email", "password1", "password2"]


class ChangeEmail(Plain, account.AddEmailForm):
    labels: ClassVar = {"email": _("New e-mail")}
    hints: ClassVar = {"email": _("It replaces the present one as soon as you confirm it from the letter we send there.")}


class ChangePassword(Plain, account.ChangePasswordForm):
    labels: ClassVar = {"oldpassword": _("Present password"), "password1": NEW_PASSWORD, "password2": AGAIN}


class SetPassword(Plain, account.SetPasswordForm):
    labels: ClassVar = {"password1": NEW_PASSWORD, "password2": AGAIN}


class ResetPassword(Plain, account.ResetPasswordForm):
    labels: ClassVar = {"email": EMAIL}


class ResetPasswordFromKey(Plain, account.ResetPasswordKeyForm):
    labels: ClassVar = {"password1": NEW_PASSWORD, "password2": AGAIN}


class Reauthenticate(Plain, account.ReauthenticateForm):
    labels: ClassVar = {"password": PASSWORD}


class Authenticate(Plain, factor.AuthenticateForm):
    labels: ClassVar = {"code": CODE}
    hints: ClassVar = {"code": CODE_OR_SPARE}


class ReauthenticateByCode(Plain, factor.ReauthenticateForm):
    labels: ClassVar = {"code": CODE}
    hints: ClassVar = {"code": CODE_OR_SPARE}


class ActivateTotp(Plain, totp.ActivateTOTPForm):
    labels: ClassVar = {"code": CODE}
    hints: ClassVar = {"code": SIX_DIGITS}


class FromDevice(Plain):
    """What the device answers is never typed, so its errors speak of the device."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["credential"]
        field.label = PASSKEY
        field.error_messages |= {"required": NOT_USED, "invalid": NOT_USED}


class AuthenticateByPasskey(FromDevice, webauthn.AuthenticateWebAuthnForm):
    pass


class ReauthenticateByPasskey(FromDevice, webauthn.ReauthenticateWebAuthnForm):
    pass


class LoginByPasskey(FromDevice, webauthn.LoginWebAuthnForm):
    pass


class AddPasskey(FromDevice, webauthn.AddWebAuthnForm):
    """Offered as one that signs in by itself: one device, one gesture, no password to steal."""

    labels: ClassVar = {"name": KEY_NAME, "passwordless": _("Let me sign in with this passkey alone, without a password")}
    hints: ClassVar = {
        "name": _("So that you tell it from others, e.g. “office computer”."),
        "passwordless": _("The device will ask for its PIN, a fingerprint or a face."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True


class RenamePasskey(Plain, webauthn.EditWebAuthnForm):
    labels: ClassVar = {"name": pgettext_lazy("passkey", "Name")}


class FindOrganisation(forms.Form):
    q = forms.CharField(
        label=_("Name or business identification number"), max_length=200, required=True,
        widget=forms.TextInput(attrs={"type": "search"}),
    )  # fmt: skip


class JoinOrganisation(forms.Form):
    position = forms.CharField(
        label=_("Your position there"), max_length=200, required=False, help_text=_("For example: head, project manager.")
    )
