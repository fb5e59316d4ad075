/** A drafting process whose native code crashes at the first word. */
process.on('message', () => process.abort());
