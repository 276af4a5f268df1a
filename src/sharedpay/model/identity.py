"""Who stands on a document: names, addresses and numbers. They change no amount."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sharedpay.model.base import Input

Words = Annotated[str, Field(min_length=1, max_length=200)]
"""A text that a document needs: not empty, at most 200 characters."""
Optionally = Annotated[str, Field(max_length=200)]


class EmployerIdentity(Input):
    """The employer (employeur / werkgever) as a payslip names it: royal decree of 27 September 1966.

    ``onss_number`` (numéro ONSS / RSZ-nummer) and ``enterprise_number`` (numéro d'entreprise / ondernemingsnummer) as
    they are to be printed.
    """

    name: Words
    address: Words
    onss_number: Words
    enterprise_number: Optionally = ""


class WorkerIdentity(Input):
    """The worker (travailleur / werknemer) as a payslip names him or her: royal decree of 27 September 1966.

    ``staff_number`` (numéro de matricule / stamnummer) is the worker's number with the employer.
    """

    name: Words
    staff_number: Words
    address: Optionally = ""
    function: Optionally = ""
    account: Optionally = ""
