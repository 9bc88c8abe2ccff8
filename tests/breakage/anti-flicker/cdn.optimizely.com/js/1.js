chosen();
