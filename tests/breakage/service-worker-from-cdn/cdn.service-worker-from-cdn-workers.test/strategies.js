self.networkFirst = (request) => fetch(request);
