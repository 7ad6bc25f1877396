namespace JsHrss.Storage.Keys;

/// <summary>Numbers of the sealed columns. They enter every ciphertext's associated data: a number is never changed and never used again.</summary>
internal enum SealedField : ushort
{
    SessionAddress = 1,
    SessionAgent = 2,
    CodePayload = 3,
    RefreshTokenPayload = 4,
    InteractionPayload = 5,
    AuditDetail = 6,
    PersonName = 7,
    PersonDocument = 8,
    PersonMobile = 9,
    PersonPrintedDocument = 10,
    SigningPrivateKey = 11,
    RingKey = 12,
    ConfirmedName = 13,
    ConfirmedDocument = 14,
    PushedRequestPayload = 15,
    OutboxPayload = 16,
    QrShownText = 17,
    PasskeyName = 20,
    FaceSubject = 30,
    FacePrompt = 31,
    AgreementAddress = 32,
    DeviceCodePayload = 41,
    AddressRecipient = 50,
    AddressDistrict = 51,
    AddressStreet = 52,
    AddressPostcode = 53,
    AddressPhone = 54,
}
