"""The acts of training as sentences."""

from training.presenters import duties, hours, programmes

SENTENCES = programmes.SENTENCES | hours.SENTENCES | duties.SENTENCES
