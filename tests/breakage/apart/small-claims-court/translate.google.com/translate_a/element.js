window.google = window.google || {};
google.translate = { TranslateElement: function (o, id) { document.getElementById(id).innerHTML = "<select aria-label='Language'><option>Select Language</option><option>Spanish</option><option>Polish</option><option>Somali</option></select>"; } };
googleTranslateElementInit();
