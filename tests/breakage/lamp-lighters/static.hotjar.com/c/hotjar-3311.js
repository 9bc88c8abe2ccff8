window.hjSiteSettings = { site_id: 3311 };
