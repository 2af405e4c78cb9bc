package dev.serai.simulator;

import static dev.serai.simulator.Upstream.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(10)
class SchemaSamplerTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                            | {}
            {'type':'object'}                                             | {}
            {'type':'string'}                                             | 'text'
            {'type':['null','string']}                                    | 'text'
            {'type':'null'}                                               | null
            {'type':'boolean'}                                            | true
            {'const':{'a':[1]}}                                           | {'a':[1]}
            {'enum':['x','y']}                                            | 'x'
            {'type':'string','minLength':6}                               | 'textxx'
            {'type':'string','maxLength':2}                               | 'te'
            {'type':'string','format':'date'}                             | '2026-01-02'
            {'type':'string','format':'email'}                            | 'someone@example.com'
            {'type':'string','format':'unknown'}                          | 'text'
            {'type':'integer'}                                            | 1
            {'type':'integer','minimum':3}                                | 3
            {'type':'integer','minimum':2.5}                              | 3
            {'type':'integer','exclusiveMinimum':3}                       | 4
            {'type':'integer','maximum':-2}                               | -2
            {'type':'integer','exclusiveMaximum':-2}                      | -3
            {'type':'integer','minimum':7,'multipleOf':5}                 | 10
            {'type':'number','multipleOf':0.1,'minimum':0.25,'maximum':0.35} | 0.3
            {'type':'number','minimum':0,'maximum':0.5}                   | 0
            {'type':'number','exclusiveMinimum':0,'exclusiveMaximum':0.5} | 0.25
            {'minimum':4}                                                 | 4
            {'type':'array'}                                              | ['text']
            {'type':'array','items':{'type':'integer'},'minItems':3}      | [1,2,3]
            {'type':'array','items':{'type':'string'},'minItems':2}       | ['text','text 2']
            {'type':'array','items':{'enum':['a','b']},'minItems':3}      | ['a','b','a']
            {'type':'array','items':{'type':'integer'},'maxItems':0}      | []
            {'prefixItems':[{'type':'integer'},{'type':'boolean'}]}       | [1,false]
            {'anyOf':[{'type':'integer'},{'type':'string'}]}              | 1
            {'oneOf':[{'type':'null'},{'type':'string'}]}                 | null
            {'required':['a']}                                            | {'a':'a'}
            {'additionalProperties':{'type':'integer'},'required':['a']}  | {'a':1}
            """)
    void schema_givesItsInstance(String schema, String instance) {
        assertThat(sample(schema)).isEqualTo(json(instance).toString());
    }

    @Test
    void object_hasRequiredAndOptionalProperties() {
        assertThat(sample("{'type':'object','properties':{'a':{'type':'string'},'b':{'type':'object','properties':"
                        + "{'c':{'type':'array','items':{'type':'number'}}},'required':['c']}},'required':['a']}"))
                .isEqualTo(json("{'a':'a','b':{'c':[1]}}").toString());
    }

    @Test
    void references_areFollowed() {
        assertThat(sample("{'type':'object','properties':{'a':{'$ref':'#/$defs/A'},'b':{'allOf':[{'$ref':"
                        + "'#/definitions/B'}]}},'$defs':{'A':{'enum':[5]}},'definitions':{'B':{'const':6}}}"))
                .isEqualTo(json("{'a':5,'b':6}").toString());
    }

    @Test
    void allOf_isMerged() {
        assertThat(sample("{'properties':{'a':{'const':1}},'required':['a'],'allOf':[{'type':'object','properties':"
                        + "{'a':{'const':9},'b':{'const':2}},'required':['b','c']}],'anyOf':[{'required':['d']}]}"))
                .isEqualTo(json("{'a':1,'b':2,'c':'c','d':'d'}").toString());
    }

    @Test
    void list_endsWhereItMay() {
        assertThat(sample("{'type':'object','properties':{'value':{'type':'integer'},"
                        + "'next':{'anyOf':[{'$ref':'#'},{'type':'null'}]}},'required':['value','next']}"))
                .isEqualTo(json("{'value':1,'next':{'value':1,'next':null}}").toString());
    }

    @Test
    void tree_endsWithNoChildren() {
        assertThat(sample("{'$ref':'#/$defs/N','$defs':{'N':{'type':'object','properties':{'name':{'type':'string'},"
                        + "'children':{'type':'array','items':{'$ref':'#/$defs/N'}},'parent':{'$ref':'#/$defs/N'}},"
                        + "'required':['name','children']}}}"))
                .isEqualTo(json("{'name':'name','children':[]}").toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'$ref':'#'}",
                "{'$ref':'#/$defs/missing'}",
                "{'allOf':[{'$ref':'#'},{'$ref':'#'}]}",
                "{'type':'object','properties':{'a':{'$ref':'#'},'b':{'$ref':'#'}},'required':['a','b']}",
                "{'type':'array','minItems':2,'items':{'$ref':'#'}}",
                "{'type':'array','minItems':2000000000}",
                "{'type':'string','minLength':2000000000}",
                "{'type':'number','minimum':1e300,'multipleOf':1e-300}",
                "{'type':'object','properties':7,'required':true,'allOf':[{'properties':[],'required':{}}],'anyOf':{}}",
                "{'type':7,'enum':{},'items':true}",
                "{'type':'nonsense'}"
            })
    void absurdSchema_isSurvived(String schema) {
        assertThat(sample(schema)).isNotNull().hasSizeLessThan(1_000_000);
    }

    @Test
    void sampling_isRepeatable() {
        Set<String> samples = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            samples.add(sample("{'type':'array','minItems':4,'items':{'properties':{'a':{},'b':{'type':'number'}}}}"));
        }
        assertThat(samples).hasSize(1);
    }

    private static String sample(String schema) {
        JsonNode instance = SchemaSampler.sample(json(schema), new SampleEffort());
        return instance.toString();
    }
}
