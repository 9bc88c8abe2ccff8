jsonCallback({
  "drPost": false,
  "drMessage": null,
  "services": [
    { "redirectUrl": "https://www.apple.com/app-store/", "events": [], "serviceName": "App Store" },
    {
      "redirectUrl": "https://www.apple.com/apple-pay/",
      "events": [{
        "usersAffected": "Some users are affected",
        "epochStartDate": 1795341600000,
        "epochEndDate": null,
        "messageId": "2000010001",
        "statusType": "Outage",
        "datePosted": "11/22/2026 02:30 PST",
        "startDate": "11/22/2026 02:00 PST",
        "endDate": null,
        "affectedServices": null,
        "eventStatus": "ongoing",
        "message": "Users may not be able to use Apple Pay."
      }],
      "serviceName": "Apple Pay & Wallet"
    },
    {
      "redirectUrl": "https://www.icloud.com/",
      "events": [
        {
          "usersAffected": "Some users are affected",
          "epochStartDate": 1795345200000,
          "epochEndDate": null,
          "messageId": "2000010002",
          "statusType": "Issue",
          "datePosted": "11/22/2026 03:20 PST",
          "startDate": "11/22/2026 03:00 PST",
          "endDate": null,
          "affectedServices": null,
          "eventStatus": "ongoing",
          "message": "Users may be experiencing slower than normal performance."
        },
        {
          "usersAffected": "Some users were affected",
          "epochStartDate": 1795255200000,
          "epochEndDate": 1795262400000,
          "messageId": "2000010000",
          "statusType": "Outage",
          "datePosted": "11/21/2026 05:00 PST",
          "startDate": "11/21/2026 02:00 PST",
          "endDate": "11/21/2026 04:00 PST",
          "affectedServices": null,
          "eventStatus": "resolved",
          "message": "Users were unable to receive mail."
        }
      ],
      "serviceName": "iCloud Mail"
    },
    {
      "redirectUrl": null,
      "events": [{
        "usersAffected": "Some users will be affected",
        "epochStartDate": 1795500000000,
        "epochEndDate": 1795503600000,
        "messageId": "2000010003",
        "statusType": "Maintenance",
        "datePosted": "11/20/2026 08:00 PST",
        "startDate": "11/23/2026 22:00 PST",
        "endDate": "11/23/2026 23:00 PST",
        "affectedServices": null,
        "eventStatus": "upcoming",
        "message": "This service will be undergoing maintenance."
      }],
      "serviceName": "Sign in with Apple"
    }
  ]
});
