using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Notices;

namespace JsHrss.Storage.Tests;

/// <summary>Whether a gateway is there; the store never asks it.</summary>
public sealed class TestSmsGateway : ISmsGateway
{
    public bool IsConnected { get; set; }

    public ValueTask<SmsAnswer> SendAsync(string key, PhoneNumber to, string text, CancellationToken ct) => throw new InvalidOperationException("The store calls nobody.");
}
