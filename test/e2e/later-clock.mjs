/** The clock of the system goes an hour fast: files that a test wrote a moment ago are old enough for their stats to be believed. */
const { now } = Date;
Date.now = () => now.call(Date) + 3_600_000;
