"""The AWS emulator: moto, with what it lacks or does differently corrected, and with refusals that AWS has and moto lacks."""
