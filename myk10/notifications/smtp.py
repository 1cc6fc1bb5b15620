"""SMTP that tells a lost connection before the hand-over from one in the middle of it."""

import smtplib

from django.core.mail.backends import smtp


class HandOverUnclear(Exception):
    """The whole text was given, but the server's answer never came: it may or may not be sent."""


class TellingSMTP(smtplib.SMTP):
    _last_code = -1
    _text_given = False

    def send(self, text) -> None:
        super().send(text)
        self._text_given = self._last_code == 354  # 354: the server asked for the text

    def getreply(self) -> tuple[int, bytes]:
        self._last_code = -1
        code, message = super().getreply()
        self._last_code, self._text_given = code, False
        return code, message

    def data(self, message) -> tuple[int, bytes]:
        self._text_given = False
        try:
            return super().data(message)
        except smtplib.SMTPServerDisconnected as error:
            if self._text_given:
                raise HandOverUnclear(str(error)) from error
            raise


class TellingSMTPOverTLS(TellingSMTP, smtplib.SMTP_SSL):
    pass


class EmailBackend(smtp.EmailBackend):
    """Django's SMTP backend, raising HandOverUnclear where Django's own cannot know."""

    @property
    def connection_class(self):
        return TellingSMTPOverTLS if self.use_ssl else TellingSMTP
