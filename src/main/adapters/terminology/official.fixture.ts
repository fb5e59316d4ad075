/** Small files in the official layouts, made up here: enough rows to be taken for whole ones. */

/** CMS order file: number, code, billable flag, 60 columns of short title, long title. */
export function orderFile(rows = 60_000): string {
  const lines = ['I10     1|Essential (primary) hypertension', 'E11     0|Type 2 diabetes mellitus', 'E119    1|Type 2 diabetes mellitus without complications']; // prettier-ignore
  for (let i = lines.length; i < rows; i += 1) {
    const code = `Y${String(i % 100).padStart(2, '0')}${Math.floor(i / 100)
      .toString(36)
      .toUpperCase()
      .padStart(3, '0')}`;
    lines.push(`${code.padEnd(8)}1|Made up cause number ${i}`);
  }
  return `${lines.map((line, i) => orderLine(i + 1, line)).join('\n')}\n`;
}

function orderLine(number: number, line: string): string {
  const [head = '', title = ''] = line.split('|');
  return `${String(number).padStart(5, '0')} ${head} ${title.slice(0, 60).padEnd(60)} ${title}`;
}

export function indexCsv(rows = 1_200): string {
  const lines = [
    'RowID,Letter,Level,Term,See,SeeAlso,NonEssModif,Code',
    '1,D,0,"Diabetes, diabetic",,,(mellitus) (sugar),E11.9',
    '2,D,1,with,,,,',
    '3,D,2,amyotrophy,,,,E11.44',
    '4,P,0,Pressure,,,,',
    '5,P,1,high,"Hypertension",,,',
    '6,H,0,"Hypertension, hypertensive",,,(benign),I10',
  ];
  for (let i = lines.length; i < rows; i += 1) lines.push(`${i},Z,0,Filler ${i},,,,E11.9`);
  return lines.join('\r\n');
}

export function indexXml(): string {
  const filler = Array.from(
    { length: 1_200 },
    (_, i) => `<mainTerm><title>Filler ${i}</title><code>E11.9</code></mainTerm>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?><ICD10CM.index><version>2026</version><letter><title>D</title>
<mainTerm><title>Diabetes, diabetic <nemod>(mellitus) (sugar)</nemod></title><code>E11.9</code>
<term level="1"><title>with</title><term level="2"><title>amyotrophy</title><code>E11.44</code></term></term></mainTerm>
<mainTerm><title>Sugar disease</title><see>Diabetes</see></mainTerm>
${filler.join('\n')}</letter></ICD10CM.index>`;
}

export function tabularXml(): string {
  const filler = Array.from({ length: 1_200 }, (_, i) => `<note>filler &amp; more ${i}</note>`);
  return `<?xml version="1.0"?><ICD10CM.tabular><version>2026</version><chapter><name>4</name><section>
<diag><name>E11</name><desc>x</desc><diag><name>E11.9</name><desc>y</desc><inclusionTerm>${filler.join('')}</inclusionTerm>
<excludes1><note>not a name (I10)</note></excludes1></diag></diag></section></chapter></ICD10CM.tabular>`;
}

export function hcpcsCsv(rows = 1_500): string {
  const lines = ['code,short_descriptor,status_indicator,source', '99213,should never be taken,A,x'];
  for (let i = 0; i < rows; i += 1) lines.push(`J${String(i).padStart(4, '0')},"Made up, drug ${i}",K,x`);
  return lines.join('\n');
}
