"""The tables of the course of a case, by noun."""

from zegel.proceedings.models.course import Act, Appointment, Override, Task
from zegel.proceedings.models.hearing import HearingRecord

__all__ = ["Act", "Appointment", "HearingRecord", "Override", "Task"]
