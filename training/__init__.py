"""泰州师说 from plan to verified hours: programmes, seats, check-in, hours, needs and what is assigned."""
