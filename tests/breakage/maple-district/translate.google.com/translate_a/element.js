window.google = { translate: { TranslateElement: function (o, id) { document.getElementById(id).innerHTML = "<select><option>Select language</option><option>Español</option><option>Hmoob</option></select>"; } } };
googleTranslateElementInit();
