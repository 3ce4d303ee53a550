"""The AWS emulator: moto, corrected where it differs from AWS, with the refusals of AWS that moto lacks."""
