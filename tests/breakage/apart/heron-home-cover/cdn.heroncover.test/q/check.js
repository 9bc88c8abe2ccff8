export function check(form) {
  if (!(Number(form.size.value) > 10)) return "Please tell us the size.";
  if (form.zip.value.length < 4) return "Please tell us the postcode.";
  return "";
}
