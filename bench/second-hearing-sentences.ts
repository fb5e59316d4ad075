/** Invented sentences whose meaning hangs on one word that sounds like another. Said by synthesisers in `npm run eval -- double-listening`. */
export const CONFUSABLE: readonly string[] = `
Take fifteen milligrams in the morning.
Take fifty milligrams in the morning.
I was taking thirteen units at night.
I was taking thirty units at night.
It started about two weeks ago.
It started about ten weeks ago.
The pressure was one forty over ninety.
The pressure was one fourteen over nineteen.
I can walk up the stairs without stopping.
I can't walk up the stairs without stopping.
I have never had any chest pain.
I have had some chest pain.
There is no blood in the stool.
There is now blood in the stool.
I do not take it every day.
I do take it every day.
The pain is in my left knee.
The pain is in my right knee.
It is worse on the right side.
It hurts in both of my hips.
She denies fever and chills.
She describes fever and chills.
I am not allergic to penicillin.
I am now allergic to penicillin.
He stopped the aspirin six days ago.
He started the aspirin sixteen days ago.
Use two puffs every four hours.
Use four puffs every eight hours.
I smoked for seventeen years.
I smoked for seventy years.
None of my brothers has diabetes.
One of my brothers has diabetes.
Increase it to one hundred fifty micrograms.
Increase it to one hundred and fifteen micrograms.
I didn't notice any swelling in my legs.
I did notice any swelling in my legs.
`
  .trim()
  .split('\n');
