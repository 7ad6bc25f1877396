using System.Text.Json;

namespace UpstreamSandbox.Registers;

/// <summary>A person as the population register knows them.</summary>
internal sealed record RegisteredPerson(string Name, string Type, string Number, string? Mobile = null, string? Note = null, bool Deceased = false);

/// <summary>A unit as its registration authority knows it.</summary>
internal sealed record RegisteredUnit(string Name, string Code, string LegalRepresentative, string Type, string Number, string Authority = "市场监管", string? Note = null, string State = "active");

/// <summary>The made-up rows of both registers, from <c>Data/</c>.</summary>
internal sealed class RegisterRows
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public RegisterRows(IHostEnvironment environment)
    {
        People = Read<RegisteredPerson>(environment, "population.json");
        Units = Read<RegisteredUnit>(environment, "units.json");
    }

    public IReadOnlyList<RegisteredPerson> People { get; }

    public IReadOnlyList<RegisteredUnit> Units { get; }

    private static T[] Read<T>(IHostEnvironment environment, string name)
    {
        var beside = Path.Combine(AppContext.BaseDirectory, "Data", name);
        return JsonSerializer.Deserialize<T[]>(File.ReadAllText(File.Exists(beside) ? beside : Path.Combine(environment.ContentRootPath, "Data", name)), Json)!;
    }
}
