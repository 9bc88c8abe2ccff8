export async function get(what) {
  const answer = await fetch("https://api.haulagedesk.test/v1/" + what);
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}
