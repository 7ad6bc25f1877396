using System.Security.Cryptography;

namespace RelyingParty.Hall;

/// <summary>Something filed at this hall.</summary>
internal sealed record FiledCase(string Number, string ServiceCode, string ServiceName, DateTimeOffset FiledAt);

/// <summary>What was filed with one ticket; the sample keeps the latest only.</summary>
internal sealed class CaseList
{
    private const int Most = 20;

    private readonly Lock gate = new();
    private readonly LinkedList<FiledCase> cases = [];

    public FiledCase File(Service service, DateTimeOffset now)
    {
        var filed = new FiledCase($"BJ{now.ToOffset(TimeSpan.FromHours(8)):yyyyMMdd}{RandomNumberGenerator.GetInt32(1_000_000):D6}", service.Code, service.Name, now);
        lock (gate)
        {
            cases.AddFirst(filed);
            if (cases.Count > Most)
                cases.RemoveLast();
        }
        return filed;
    }

    public IReadOnlyList<FiledCase> All()
    {
        lock (gate)
            return [.. cases];
    }
}
