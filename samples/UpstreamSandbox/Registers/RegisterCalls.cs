using System.Text.Json.Nodes;
using UpstreamSandbox.Wire;

namespace UpstreamSandbox.Registers;

/// <summary>The questions that both registers understand (docs/upstreams.md).</summary>
internal sealed class RegisterCalls(RegisterRows rows)
{
    /// <summary>人口基础库比对: do this name and this document belong together?</summary>
    public JsonObject Match(JsonObject question, Mood mood)
    {
        if (mood == Mood.Doubtful)
            return Result("unverified");
        var person = rows.People.FirstOrDefault(row => row.Type == Jose.Text(question, "document_type") && row.Number == Jose.Text(question, "document_number"));
        return Result(person switch
        {
            null => "not_found",
            { Deceased: true } => "deceased",
            _ => person.Name.Equals(Jose.Text(question, "name"), StringComparison.OrdinalIgnoreCase) ? "match" : "mismatch",
        });
    }

    /// <summary>One unit by its unified social credit code.</summary>
    public JsonObject Unit(JsonObject question, Mood mood) =>
        rows.Units.FirstOrDefault(row => row.Code == Jose.Text(question, "code")) is { } unit
            ? new JsonObject { ["result"] = "found", ["unit"] = Describe(unit) }
            : Result("not_found");

    /// <summary>All units whose legal representative holds a document.</summary>
    public JsonObject UnitsOf(JsonObject question, Mood mood) => new()
    {
        ["result"] = "found",
        ["units"] = new JsonArray([.. rows.Units
            .Where(row => row.Type == Jose.Text(question, "document_type") && row.Number == Jose.Text(question, "document_number"))
            .Select(JsonNode (row) => Describe(row))]),
    };

    private static JsonObject Result(string result) => new() { ["result"] = result };

    private static JsonObject Describe(RegisteredUnit unit) => new()
    {
        ["code"] = unit.Code,
        ["name"] = unit.Name,
        ["state"] = unit.State,
        ["authority"] = unit.Authority,
        ["legal_representative"] = new JsonObject { ["name"] = unit.LegalRepresentative, ["document_type"] = unit.Type, ["document_number"] = unit.Number },
    };
}
