export async function beds() {
  const answer = await fetch("https://beds.orchardplanner-api.test/v1/beds.json");
  if (!answer.ok) throw new Error("beds: " + answer.status);
  return answer.json();
}
