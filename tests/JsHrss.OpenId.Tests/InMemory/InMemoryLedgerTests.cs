using JsHrss.OpenId.InMemory;
using JsHrss.OpenId.Ports;

namespace JsHrss.OpenId.Tests.InMemory;

public sealed class InMemoryLedgerTests : Ledger.LedgerContract
{
    private InMemoryLedger? _ledger;

    protected override IConsents Consents => Opened;

    protected override IDeviceCodes DeviceCodes => Opened;

    private InMemoryLedger Opened => _ledger ?? throw new InvalidOperationException("Open first.");

    protected override ValueTask<ILedger> OpenAsync() => ValueTask.FromResult<ILedger>(_ledger = new InMemoryLedger(Clock));

    protected override ValueTask<int> CountFactsAsync(string code) => ValueTask.FromResult(Opened.Facts.Count(fact => fact.Code == code));
}
