/** A drafting process that hangs: it hears everything and answers nothing. */
process.on('message', () => undefined);
